type PostButtonProps = {
  action: string;
  /** Members that go along, by name. */
  fields: Readonly<Record<string, string>>;
  /** Said aloud in place of the words, where several buttons have the same. */
  label?: string;
  strong?: boolean;
  children: string;
};

/** A button that acts: a form of one press, which works without script. */
export function PostButton({ action, fields, label, strong = false, children }: PostButtonProps) {
  return (
    <form method="post" action={action} className="inline-block">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={strong ? "button button-strong" : "button"} aria-label={label}>
        {children}
      </button>
    </form>
  );
}
