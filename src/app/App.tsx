import { Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { late } from '#src/ui/late.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Providers } from './Providers.tsx'
import { SessionGate } from './SessionGate.tsx'

const LibraryPage = late(async () => (await import('./LibraryPage.tsx')).LibraryPage)
const JourneyPage = late(async () => (await import('./JourneyPage.tsx')).JourneyPage)
const DataPage = late(async () => (await import('./DataPage.tsx')).DataPage)

/** The whole browser side: who is signed in, then the page of the address. */
export const App = () => (
  <ErrorBoundary>
    <Providers>
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
            <Route path="/data/:id">{({ id }) => <DataPage datasetId={id} />}</Route>
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </SessionGate>
    </Providers>
  </ErrorBoundary>
)
