/** Who said something, as a line begins: "The article", "Damien Ma". */
export function speaker(saidBy: string): string {
  const words = saidBy === "article" ? "the article" : saidBy;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
