import type { BoardAnswer } from '../../api/board';
import { dayInWords } from '../../present';

/** A board's answer in its own words, with who gave it and when. */
export function Said({ answer }: { answer: BoardAnswer }) {
  return (
    <blockquote className="app-quote">
      <p className="app-board__said nhsuk-u-margin-bottom-1">{answer.answer}</p>
      <p className="app-quote__who">
        {answer.by}, {dayInWords(answer.at)}
      </p>
    </blockquote>
  );
}
