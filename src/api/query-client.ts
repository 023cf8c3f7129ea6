import { QueryCache, QueryClient } from '@tanstack/react-query'
import { SECOND_MS } from '#shared/lib/time.ts'
import { ApiError } from './api-error.ts'
import { QUERY_KEYS } from './query-keys.ts'

const RETRIES = 2

/** Only what may pass by itself is tried again: nobody answered, or the server was busy. */
const mayPass = (error: unknown): boolean => error instanceof ApiError && (error.status === 0 || error.status >= 500)

/** The cache of everything that is read by REST. Whoever is signed out elsewhere is shown the door here too. */
export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        const isSession = query.queryKey[0] === QUERY_KEYS.session[0]
        // What was asked for ahead may be refused to somebody of whom nobody thought that they were signed in.
        const wasSignedIn = client.getQueryData(QUERY_KEYS.session) !== undefined
        if (error instanceof ApiError && error.code === 'not-signed-in' && !isSession && wasSignedIn)
          void client.resetQueries({ queryKey: QUERY_KEYS.session })
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5 * SECOND_MS,
        retry: (count, error) => count < RETRIES && mayPass(error),
      },
    },
  })
  return client
}
