import { useLocation, useMatch } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';

interface AppPageProps {
  title: string;
  /** Above the heading: what kind of thing the page is about. */
  caption?: ReactNode;
  /** The matrix needs the whole window; text does not. */
  wide?: boolean;
  children: ReactNode;
}

// Where the last page was, so that arriving somewhere else can be told from a new filter; undefined before the first one.
let lastPath: string | undefined;

/** A page: its heading, its title in the browser, and the focus on arrival, so that a screen reader starts there. */
export function AppPage({ title, caption, wide = false, children }: AppPageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Of the page itself: the router's own location is the next page's while this one is still shown.
  const path = useMatch({ strict: false, select: ({ pathname }) => pathname });
  const place = useLocation({ select: ({ hash }) => hash });

  useEffect(() => {
    document.title = title === 'Throughline' ? title : `${title} - Throughline`;
  }, [title]);

  useEffect(() => {
    // Whoever goes on before the first page is there has been somewhere already: the focus is on what led here.
    const arrived = lastPath === undefined ? document.activeElement !== document.body : lastPath !== path;
    // The router has put the scroll where it belongs already; a place within the page takes the focus itself.
    if (arrived && place === '') heading.current?.focus({ preventScroll: true });
    lastPath = path;
  }, [path, place]);

  return (
    <div className={wide ? 'app-width app-width--wide' : 'app-width'}>
      <h1 className="app-heading" tabIndex={-1} ref={heading}>
        {caption !== undefined && <span className="nhsuk-caption-l">{caption} </span>}
        {title}
      </h1>
      {children}
    </div>
  );
}
