import { useState } from 'react';

interface AppOnceProps {
  title: string;
  value: string;
  children: string;
}

/** Something that is shown this once: with a way to copy it, and what to do with it. */
export function AppOnce({ title, value, children }: AppOnceProps) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(value).then(() => setCopied(true));
  };
  return (
    <div className="app-once" role="status">
      <h2 className="nhsuk-heading-s">{title}</h2>
      <p>
        <code className="app-once__value">{value}</code>
      </p>
      <p>{children}</p>
      <button type="button" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
