import { LogIn } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { LinkFacts } from '#shared/contract/rest/shares.ts'
import { wordsOf } from '#src/api/api-error.ts'
import { useEnterLink } from '#src/api/share-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { focusOnMount } from '#src/ui/focus-on-mount.ts'
import { Spinner } from '#src/ui/Spinner.tsx'
import { TextField } from '#src/ui/TextField.tsx'

const NAME_MAX_LENGTH = 80

interface EnterByLinkProps {
  readonly token: string
  readonly facts: LinkFacts
  /** The address' query, which says how the journey is to be shown. */
  readonly query: string
  readonly onEntered: (address: string) => void
}

/** Asks for a name and a password, as far as the link needs them, and goes in. */
export function EnterByLink({ token, facts, query, onEntered }: EnterByLinkProps) {
  const { asksPassword, suggestedName } = facts
  const enter = useEnterLink(token, query, onEntered)
  const [name, setName] = useState(suggestedName ?? '')
  const [password, setPassword] = useState('')
  const asksNothing = !asksPassword && suggestedName === null
  const goIn = useRef(() => enter.mutate({}))
  useEffect(() => {
    if (asksNothing) goIn.current()
  }, [asksNothing])

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const trimmed = name.trim()
    enter.mutate({ ...(trimmed !== '' && { name: trimmed }), ...(asksPassword && { password }) })
  }
  const fault = enter.error !== null && (
    <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
      {wordsOf(enter.error)}
    </p>
  )
  if (asksNothing) return fault || <Spinner />
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {fault}
      {suggestedName !== null && (
        <TextField
          label="Your name"
          autoComplete="name"
          required
          maxLength={NAME_MAX_LENGTH}
          hint="The others see it beside your cursor. You need no account."
          ref={asksPassword ? undefined : focusOnMount}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {asksPassword && (
        <TextField
          label="Password of the link"
          type="password"
          autoComplete="off"
          required
          ref={focusOnMount}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <div>
        <Button variant="primary" size="lg" type="submit" icon={LogIn} busy={enter.isPending}>
          Open the journey
        </Button>
      </div>
    </form>
  )
}
