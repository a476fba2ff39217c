import { Details } from 'nhsuk-react-components';
import type { CellObjective, Link } from '../api/alignment';
import { capitalised, contribution, linkState } from '../present';
import { AppMarkedText } from './AppMarked';

/** 'Direct: delivers part of the stated outcome. Confirmed by the organisation.' */
export function AppContribution({ link }: { link: Link }) {
  const { word, meaning } = contribution(link.contribution);
  return (
    <p className="app-contribution">
      <strong>{capitalised(word)}</strong>: {meaning}
      {link.primary && ', and its main purpose'}. {linkState(link)}.
      {link.reason !== '' && <> Reason given: ‘{link.reason}’</>}
    </p>
  );
}

/** Both texts of a link side by side, with the words marked that they share. */
export function AppTexts({
  of,
  objectiveHeading,
  targetHeading,
}: {
  of: CellObjective;
  objectiveHeading: string;
  targetHeading: string;
}) {
  const initiatives = of.initiative_texts.filter(({ title, description }) =>
    [...title, ...description].some(({ marked }) => marked),
  );
  return (
    <>
      <div className="app-texts">
        <AppMarkedText heading={objectiveHeading} text={of.objective_text} />
        <AppMarkedText heading={targetHeading} text={of.target_text} />
      </div>
      {initiatives.length > 0 && (
        <Details>
          <Details.Summary>Words from shared initiatives that serve this goal</Details.Summary>
          <Details.Text>
            {initiatives.map((text) => (
              <AppMarkedText
                key={text.title.map((segment) => segment.text).join('')}
                heading="The shared initiative says"
                text={text}
              />
            ))}
          </Details.Text>
        </Details>
      )}
    </>
  );
}
