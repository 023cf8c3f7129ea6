import { createElement, type ReactNode, useState } from 'react'
import { ApiError } from '#src/api/api-error.ts'
import { ProveDialog } from './ProveDialog.tsx'

interface Proof {
  /** For a mutation's `onError`: asks who is looking to show that it is them, and then does it `again`. */
  readonly orAsk: (again: () => void) => (error: Error) => void
  readonly dialog: ReactNode
}

/** What changes how one signs in takes showing who one is, when that was some time ago. */
export function useProof(): Proof {
  const [again, setAgain] = useState<(() => void) | null>(null)
  return {
    orAsk: (retry) => (error) => {
      if (isProofNeeded(error)) setAgain(() => retry)
    },
    dialog:
      again !== null &&
      createElement(ProveDialog, {
        onClose: () => setAgain(null),
        onProved: () => {
          setAgain(null)
          again()
        },
      }),
  }
}

const isProofNeeded = (error: Error): boolean => error instanceof ApiError && error.code === 'proof-needed'

/** What is to be shown of an error: not that a proof is needed, which is asked for. */
export const faultOf = (error: Error | null): Error | null => (error !== null && isProofNeeded(error) ? null : error)
