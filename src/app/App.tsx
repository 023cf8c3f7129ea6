import { lazy, Suspense } from 'react'
import { Route, Switch } from 'wouter'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { NotFoundPage } from './NotFoundPage.tsx'
import { Providers } from './Providers.tsx'
import { SessionGate } from './SessionGate.tsx'

const LibraryPage = lazy(async () => ({ default: (await import('./LibraryPage.tsx')).LibraryPage }))
const JourneyPage = lazy(async () => ({ default: (await import('./JourneyPage.tsx')).JourneyPage }))
const DataPage = lazy(async () => ({ default: (await import('./DataPage.tsx')).DataPage }))

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
