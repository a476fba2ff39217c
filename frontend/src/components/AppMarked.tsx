import type { MarkedText, Segment } from '../api/alignment';

/** Text with the words marked that speak for a link. */
export function AppMarked({ segments }: { segments: Segment[] }) {
  return segments.map(({ text, marked }, place) =>
    // The segments of a text have no identity but their place in it.
    marked ? (
      <mark className="app-marked" key={place}>
        {text}
      </mark>
    ) : (
      text
    ),
  );
}

/** A title and description, marked, as somebody wrote them. */
export function AppMarkedText({ heading, text }: { heading: string; text: MarkedText }) {
  return (
    <figure className="app-quote">
      <figcaption className="app-quote__who">{heading}</figcaption>
      <blockquote className="app-quote__text">
        <p className="app-quote__title">
          <AppMarked segments={text.title} />
        </p>
        {text.description.length > 0 && (
          <p>
            <AppMarked segments={text.description} />
          </p>
        )}
      </blockquote>
    </figure>
  );
}
