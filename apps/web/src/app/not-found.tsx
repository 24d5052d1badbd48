export { default, metadata } from "./nothing-here/page.tsx";
