import { AppPage } from '../../components/AppPage';
import { AppReminders } from '../../components/AppReminders';

/** In the place of what is seen within a system, for an organisation that belongs to none. */
export function NoSystem() {
  return (
    <AppPage title="Your organisation belongs to no system yet">
      <AppReminders />
      <p>
        Strategies are lined up within a system. When an operator of Throughline has recorded the system that your
        organisation belongs to, its goals and your part in them are here.
      </p>
    </AppPage>
  );
}
