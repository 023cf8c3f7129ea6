import { QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { LateNotice } from '#src/ui/LateNotice.tsx'
import { Toaster } from '#src/ui/Toaster.tsx'
import { createQueryClient } from '#src/api/query-client.ts'

/** What everything below may count on: the REST cache, toasts. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      {children}
      <LateNotice />
      <Toaster />
    </QueryClientProvider>
  )
}
