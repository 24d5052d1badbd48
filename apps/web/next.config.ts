import type { NextConfig } from "next";

const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=(), usb=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types have a check of their own, over all of the workspace; a first start need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // Bundled with our own packages: left to Node they are asynchronous modules, whose runtime Next then sends to every browser too.
  transpilePackages: ["pg", "@prisma/client"],
  headers: async () => [{ source: "/:path*", headers }],
};

export default config;
