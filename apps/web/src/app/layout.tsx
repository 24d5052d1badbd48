import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { THEME_HEADER, themeOf } from "../request/page-query.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "China AI Talent Monitor", template: "%s · China AI Talent Monitor" },
  description: "What a 2025 article said about China’s AI talent, held against dated evidence.",
};

export const viewport: Viewport = { width: "device-width", initialScale: 1, colorScheme: "light dark" };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await headers()).get(THEME_HEADER));
  return (
    <html lang="en" data-theme={theme ?? undefined}>
      <body>{children}</body>
    </html>
  );
}
