import { BlockList, isIPv4, isIPv6 } from "node:net";

/** IPv4 ranges no publisher can be in (IANA special-purpose registry, RFC 6890, multicast and reserved space). */
const NON_PUBLIC_V4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const;

/** Inside global unicast 2000::/3: protocol assignments with Teredo, documentation, 6to4 (which carries any IPv4 address). */
const NON_PUBLIC_V6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const nonPublic = new BlockList();
for (const [net, prefix] of NON_PUBLIC_V4) nonPublic.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of NON_PUBLIC_V6) nonPublic.addSubnet(net, prefix, "ipv6");

// Only 2000::/3 is allocated for public use, so loopback, ::/96, mapped, NAT64, ULA and link-local fall out without being listed.
const globalUnicast = new BlockList();
globalUnicast.addSubnet("2000::", 3, "ipv6");

/** Whether `address` (an IP literal, no brackets, zone allowed) is one a public publisher can have. Anything that is not an IP is not. */
export function isPublicAddress(address: string): boolean {
  const [bare = ""] = address.split("%");
  if (isIPv4(bare)) return !nonPublic.check(bare, "ipv4");
  if (isIPv6(bare)) return globalUnicast.check(bare, "ipv6") && !nonPublic.check(bare, "ipv6");
  return false;
}
