import { AppPage } from '../../components/AppPage';

/** What we claim about accessibility is what the checks of this repository show, and no more. */
export function Accessibility() {
  return (
    <AppPage title="Accessibility statement">
      <p className="app-lede">
        Throughline is meant to be usable by everybody who works with a digital strategy. It is built to meet the Web
        Content Accessibility Guidelines (WCAG), version 2.2, at level AA.
      </p>
      <h2 className="nhsuk-heading-m">What you can do</h2>
      <ul>
        <li>use every page with a keyboard alone</li>
        <li>zoom in to 400% without scrolling sideways, except inside a table of data</li>
        <li>read every picture as a table with the same content, and download it</li>
        <li>tell the states of the alignment picture apart without colour: each has a shape and a word</li>
        <li>use the high-contrast and reduced-motion settings of your device</li>
      </ul>
      <h2 className="nhsuk-heading-m">Moving round the alignment picture with a keyboard</h2>
      <p>Press Tab to reach the picture. Then:</p>
      <ul>
        <li>arrow keys move from cell to cell</li>
        <li>Home and End go to the first and last cell of the row</li>
        <li>Ctrl with Home or End goes to the first and last cell of the picture</li>
        <li>Enter opens a cell, and Escape closes it and takes you back</li>
      </ul>
      <h2 className="nhsuk-heading-m">How it is tested</h2>
      <p>
        Every page is checked by machine with axe, wide and at the width of a phone, each time Throughline is built. The
        journeys that people take are tested by mouse and by keyboard. Machines find only part of what can be wrong:
        Throughline has not been audited by an independent body, and tests with screen reader users have not been
        recorded yet.
      </p>
      <h2 className="nhsuk-heading-m">What does not work well</h2>
      <p>We know of nothing that keeps you from a page or an action. If you find something, tell us.</p>
      <h2 className="nhsuk-heading-m">Tell us about a problem</h2>
      <p>
        Tell whoever looks after Throughline in your organisation what you were doing and what happened. Give the
        reference on the page if there is one.
      </p>
    </AppPage>
  );
}
