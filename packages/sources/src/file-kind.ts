import type { Exchange } from "@talent/core/capture/capture";
import { Blocked } from "@talent/core/capture/errors";

/** True for the bytes of a ZIP container, which every XLSX is. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** Throws Blocked when a web page stands where a file is due: a login, a form or a bot wall whose wording is not listed yet. */
export function refusePage(exchange: Exchange, file: string): void {
  const head = new TextDecoder().decode(exchange.body.subarray(0, 512)).trimStart();
  if (/^<(!doctype|html|head|body|script|meta|!--)/i.test(head)) throw new Blocked(`a web page in place of the ${file}`);
}

/** True for bytes that begin as a web page does. */
export function isMarkup(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 512)).trimStart().startsWith("<");
}

/** True for a file handed in without its web address. */
export function isWithoutAddress(exchange: Exchange): boolean {
  return !/^https?:/i.test(exchange.url);
}
