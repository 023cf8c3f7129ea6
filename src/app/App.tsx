import { Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { createQueryClient } from '#src/api/query-client.ts'
import { latePage } from '#src/ui/late.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { pageHeader } from './page-header.ts'
import { Providers } from './Providers.tsx'
import { SessionGate } from './SessionGate.tsx'
import { loadJourneyPage, startAhead } from './start-ahead.ts'

const LibraryPage = latePage(async () => (await import('./LibraryPage.tsx')).LibraryPage, pageHeader)
const JourneyPage = latePage(loadJourneyPage)
const NotFoundPage = latePage(async () => (await import('./NotFoundPage.tsx')).NotFoundPage)
const MetricsLibraryPage = latePage(
  async () => (await import('./MetricsLibraryPage.tsx')).MetricsLibraryPage,
  pageHeader,
)
const DataPage = latePage(async () => (await import('./DataPage.tsx')).DataPage, pageHeader)

const AccountPage = latePage(async () => (await import('./AccountPage.tsx')).AccountPage, pageHeader)
const MembersPage = latePage(async () => (await import('./MembersPage.tsx')).MembersPage, pageHeader)
const NumbersPage = latePage(async () => (await import('./NumbersPage.tsx')).NumbersPage, pageHeader)
const ActivityPage = latePage(async () => (await import('./ActivityPage.tsx')).ActivityPage, pageHeader)
const AuditPage = latePage(async () => (await import('./AuditPage.tsx')).AuditPage, pageHeader)
const JoinPage = latePage(async () => (await import('./JoinPage.tsx')).JoinPage)
const UnsubscribePage = latePage(async () => (await import('./UnsubscribePage.tsx')).UnsubscribePage)
const OpenLinkPage = latePage(async () => (await import('./OpenLinkPage.tsx')).OpenLinkPage)
const ConfirmPage = latePage(async () => (await import('./ConfirmPage.tsx')).ConfirmPage)
const ResetPage = latePage(async () => (await import('./ResetPage.tsx')).ResetPage)

const client = createQueryClient()
startAhead(client)

/** The whole browser side: the pages before signing in, then who is signed in, then the page of the address. */
export const App = () => (
  <ErrorBoundary>
    <Providers client={client}>
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
