import { Link } from '@tanstack/react-router';
import { Details } from 'nhsuk-react-components';
import { strategyFile, type FileFormat } from '../../api/exchange';
import type { Strategy } from '../../api/strategy';

const formats: { format: FileFormat; name: string; use: string }[] = [
  { format: 'xlsx', name: 'Excel', use: 'a sheet for each kind, which can be changed and imported again' },
  { format: 'csv', name: 'CSV', use: 'all items in one table, without the title, mission, period and next review' },
  { format: 'yaml', name: 'YAML', use: 'for those who keep it under version control' },
  { format: 'json', name: 'JSON', use: 'for other programs' },
  { format: 'archimate', name: 'ArchiMate', use: 'for the tools of enterprise architects' },
];

/** The strategy into files, and out of them. */
export function Files({
  organisation,
  strategy,
  writes,
}: {
  organisation: string;
  strategy: Strategy;
  writes: boolean;
}) {
  return (
    <>
      {writes && (
        <p>
          <Link to="/organisations/$organisation/strategy/import" params={{ organisation }}>
            Import a spreadsheet
          </Link>
          <br />
          <Link to="/organisations/$organisation/strategy/import/document" params={{ organisation }}>
            Find objectives in a document
          </Link>
        </p>
      )}
      <Details>
        <Details.Summary>Download</Details.Summary>
        <Details.Text>
          <ul className="app-plain app-plain--spaced">
            {formats.map(({ format, name, use }) => (
              <li key={format}>
                <a href={strategyFile(organisation, strategy.id, format)} download>
                  {name}
                </a>
                : {use}
              </li>
            ))}
          </ul>
        </Details.Text>
      </Details>
    </>
  );
}
