import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { LateNotice } from '#src/ui/LateNotice.tsx'
import { Toaster } from '#src/ui/Toaster.tsx'

/** What everything below may count on: the REST cache, toasts. */
export function Providers({ client, children }: { readonly client: QueryClient; readonly children: ReactNode }) {
  return (
    <QueryClientProvider client={client}>
      {children}
      <LateNotice />
      <Toaster />
    </QueryClientProvider>
  )
}
