import type { TargetDetail } from '../../api/published';
import { AppObjectiveLink, AppOrganisationLink } from '../../components/AppLinks';
import { AppDiscuss, AppState } from '../../components/AppStateMark';
import { capitalised, contribution, linkState, cellLook } from '../../present';

/** One organisation after another: its state, and the objectives that make it. */
export function Coverage({ organisations }: { organisations: TargetDetail['organisations'] }) {
  return (
    <ul className="app-coverage">
      {organisations.map(({ organisation, state, changed, discuss, reason, links }) => (
        <li key={organisation.id} className="app-coverage__organisation">
          <div>
            <h3 className="nhsuk-heading-s app-coverage__name">
              <AppOrganisationLink id={organisation.id}>{organisation.name}</AppOrganisationLink>
            </h3>
            <div className="app-coverage__states">
              <AppState look={cellLook({ state, changed })} />
              {discuss && <AppDiscuss />}
            </div>
          </div>
          <div>
            {links.length > 0 && (
              <ul className="app-plain app-plain--spaced">
                {links.map((link) => (
                  <li key={link.objective.id}>
                    <AppObjectiveLink id={link.objective.id}>
                      {link.objective.code} {link.objective.title}
                    </AppObjectiveLink>
                    <br />
                    <span className="app-quiet">
                      {capitalised(contribution(link.contribution).word)}. {linkState(link)}.
                    </span>
                  </li>
                ))}
              </ul>
            )}
            {(reason !== '' || links.length === 0) && (
              <p className="app-quiet">{reason || cellLook({ state, changed }).meaning}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
