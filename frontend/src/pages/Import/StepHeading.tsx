import { useEffect, useRef, type ReactNode } from 'react';

/** The heading of a step; it takes the focus when the step begins, so that a screen reader goes on there. */
export function StepHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h2 className="nhsuk-heading-m" tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}
