/** Something is on its way. It keeps the room that the page will need and shows itself only past 300 ms (in CSS). */
export function AppWaiting({ what = 'this page' }: { what?: string }) {
  return (
    <div className="app-width app-waiting">
      <p className="nhsuk-u-visually-hidden" role="status">
        Loading {what}
      </p>
      <div aria-hidden="true" className="app-waiting__bars">
        <div className="app-waiting__bar app-waiting__bar--heading" />
        <div className="app-waiting__bar" />
        <div className="app-waiting__bar" />
        <div className="app-waiting__bar app-waiting__bar--short" />
      </div>
    </div>
  );
}
