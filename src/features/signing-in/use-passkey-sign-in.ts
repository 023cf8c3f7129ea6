import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { endPasskeyCeremony, hasPasskeyAutofill, signInByPasskey } from '#src/api/passkey-ceremonies.ts'

/** What a passkey is to sign is good for ten minutes; a page that stands open longer asks anew. */
const ANEW_EVERY_MS = 8 * 60_000

/**
 * Signing in by passkey: offered by the browser at the e-mail field as long as the page is open, and by a button. `isOffered`: passkeys
 * are good at this address.
 */
export function usePasskeySignIn(isOffered: boolean) {
  const client = useQueryClient()
  const [round, setRound] = useState(0)
  const [error, setError] = useState<Error | null>(null)

  const byButton = useMutation({
    mutationFn: () => signInByPasskey('button'),
    onMutate: () => setError(null),
    onError: setError,
    // Somebody else is looking from now on. Else the e-mail field offers passkeys again, which the button's dialog ended.
    onSuccess: (isIn) => (isIn ? client.resetQueries() : setRound((before) => before + 1)),
  })

  useEffect(() => {
    if (!isOffered) return undefined
    // Each round is an offer of its own.
    const life = { round, isOver: false }
    const offer = async (): Promise<void> => {
      if (!(await hasPasskeyAutofill()) || life.isOver) return
      if (await signInByPasskey('autofill')) await client.resetQueries()
    }
    offer().catch((fault: unknown) => {
      if (!life.isOver && fault instanceof Error) setError(fault)
    })
    const anew = setTimeout(() => setRound((before) => before + 1), ANEW_EVERY_MS)
    return () => {
      life.isOver = true
      clearTimeout(anew)
      void endPasskeyCeremony()
    }
  }, [isOffered, round, client])

  return { signIn: () => byButton.mutate(), isBusy: byButton.isPending, error }
}
