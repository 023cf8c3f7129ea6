import { Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { late } from '#src/ui/late.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Providers } from './Providers.tsx'
import { SessionGate } from './SessionGate.tsx'

const LibraryPage = late(async () => (await import('./LibraryPage.tsx')).LibraryPage)
const loadJourneyPage = async () => (await import('./JourneyPage.tsx')).JourneyPage
const JourneyPage = late(loadJourneyPage)
const NotFoundPage = late(async () => (await import('./NotFoundPage.tsx')).NotFoundPage)
const MetricsLibraryPage = late(async () => (await import('./MetricsLibraryPage.tsx')).MetricsLibraryPage)
const DataPage = late(async () => (await import('./DataPage.tsx')).DataPage)

const AccountPage = late(async () => (await import('./AccountPage.tsx')).AccountPage)
const MembersPage = late(async () => (await import('./MembersPage.tsx')).MembersPage)
const NumbersPage = late(async () => (await import('./NumbersPage.tsx')).NumbersPage)
const ActivityPage = late(async () => (await import('./ActivityPage.tsx')).ActivityPage)
const AuditPage = late(async () => (await import('./AuditPage.tsx')).AuditPage)
const JoinPage = late(async () => (await import('./JoinPage.tsx')).JoinPage)
const UnsubscribePage = late(async () => (await import('./UnsubscribePage.tsx')).UnsubscribePage)
const OpenLinkPage = late(async () => (await import('./OpenLinkPage.tsx')).OpenLinkPage)
const ConfirmPage = late(async () => (await import('./ConfirmPage.tsx')).ConfirmPage)
const ResetPage = late(async () => (await import('./ResetPage.tsx')).ResetPage)

// On its way while it is asked who one is. Should it not come, it is fetched again where it is shown.
if (window.location.pathname.startsWith('/journeys/')) loadJourneyPage().catch(() => {})

/** The whole browser side: the pages before signing in, then who is signed in, then the page of the address. */
export const App = () => (
  <ErrorBoundary>
    <Providers>
      <Suspense fallback={null}>
        <Switch>
          <Route path="/join/:token">{({ token }) => <JoinPage token={token} />}</Route>
          <Route path="/open/:token">{({ token }) => <OpenLinkPage token={token} />}</Route>
          <Route path="/confirm/:token">{({ token }) => <ConfirmPage token={token} />}</Route>
          <Route path="/reset/:token">{({ token }) => <ResetPage token={token} />}</Route>
          <Route path="/unsubscribe/:token">{({ token }) => <UnsubscribePage token={token} />}</Route>
          <Route>
            <SessionGate>
              <Suspense fallback={null}>
                <Switch>
                  <Route path="/">
                    <LibraryPage />
                  </Route>
                  <Route path="/journeys/:id">{({ id }) => <JourneyPage key={id} journeyId={id} />}</Route>
                  <Route path="/data">
                    <DataPage datasetId={null} />
                  </Route>
                  <Route path="/data/metrics">
                    <MetricsLibraryPage />
                  </Route>
                  <Route path="/data/:id">{({ id }) => <DataPage datasetId={id} />}</Route>
                  <Route path="/numbers">
                    <NumbersPage />
                  </Route>
                  <Route path="/members">
                    <MembersPage />
                  </Route>
                  <Route path="/activity">
                    <ActivityPage />
                  </Route>
                  <Route path="/audit">
                    <AuditPage />
                  </Route>
                  <Route path="/account">
                    <AccountPage />
                  </Route>
                  <Route>
                    <NotFoundPage />
                  </Route>
                </Switch>
              </Suspense>
            </SessionGate>
          </Route>
        </Switch>
      </Suspense>
    </Providers>
  </ErrorBoundary>
)
