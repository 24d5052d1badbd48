/** Why a text is no address that a mail of ours may go to: stable codes, so that a page can say it in its own language. */
export type MailAddressFault = "empty" | "control" | "several" | "too_long" | "quoted" | "local" | "domain";

const SENTENCES: Readonly<Record<MailAddressFault, string>> = {
  empty: "The mail address is missing.",
  control: "A mail address holds no line breaks, tabs or other control characters.",
  several: "Give exactly one bare mail address, without a name, commas, semicolons or brackets.",
  too_long: "A mail address has at most 320 characters, 64 of them before the @ and 255 after it.",
  quoted: "Mail addresses with quotation marks or backslashes are not supported.",
  local: "The part before the @ is not that of a mail address.",
  domain: "The part after the @ is not a domain like example.org.",
};

/** The text is not one mail address. The message is a sentence for a person and never repeats the text. */
export class InvalidMailAddress extends Error {
  readonly fault: MailAddressFault;

  constructor(fault: MailAddressFault) {
    super(SENTENCES[fault]);
    this.name = "InvalidMailAddress";
    this.fault = fault;
  }
}

const MAX_CHARACTERS = 320;
const MAX_LOCAL_BYTES = 64;
const MAX_DOMAIN_BYTES = 255;
// RFC 5322 atoms, and the letters and digits of every script (RFC 6531): no space, no comma, nothing invisible.
const ATOMS = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN = /^[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/**
 * One bare mail address as it goes into an envelope and a header: spaces around it dropped, the domain in lower-case ASCII (IDNA), the part before
 * the @ as given (NFC). What it returns holds no character that could end a header or begin a second recipient. Throws InvalidMailAddress.
 */
export function readMailAddress(text: string): string {
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) throw new InvalidMailAddress("control");
  const trimmed = text.replace(/^ +| +$/g, "").normalize("NFC");
  if (trimmed === "") throw new InvalidMailAddress("empty");
  if (/["\\]/.test(trimmed)) throw new InvalidMailAddress("quoted");
  if (/[,;:<>()[\]\s]/.test(trimmed) || trimmed.split("@").length > 2) throw new InvalidMailAddress("several");
  if (trimmed.length > MAX_CHARACTERS) throw new InvalidMailAddress("too_long");
  const [local = "", domain = ""] = trimmed.split("@");
  if (utf8Length(local) > MAX_LOCAL_BYTES) throw new InvalidMailAddress("too_long");
  if (!ATOMS.test(local)) throw new InvalidMailAddress("local");
  return `${local}@${readDomain(domain)}`;
}

function readDomain(text: string): string {
  if (!DOMAIN.test(text)) throw new InvalidMailAddress("domain");
  // A last label of digits is an IPv4 address to the URL parser, which also knows IDNA.
  const parsed = /\.\d+$/.test(text) ? null : URL.parse(`http://${text}`);
  const name = parsed?.hostname ?? "";
  if (utf8Length(name) > MAX_DOMAIN_BYTES) throw new InvalidMailAddress("too_long");
  const labels = name.split(".");
  const topLevel = labels.at(-1) ?? "";
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || /^(\d+|0x[0-9a-f]*)$/.test(topLevel))
    throw new InvalidMailAddress("domain");
  return name;
}

const utf8Length = (text: string): number => new TextEncoder().encode(text).length;
