import { type FormEvent, useState } from 'react'
import { useResetPassword } from '#src/api/account-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { FormFault } from './FormFault.tsx'
import { PasswordField } from './PasswordField.tsx'

interface NewPasswordFormProps {
  readonly token: string
  readonly onDone: () => void
}

/** A password in place of one that was forgotten. */
export function NewPasswordForm({ token, onDone }: NewPasswordFormProps) {
  const [password, setPassword] = useState('')
  const reset = useResetPassword(token, onDone)

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    reset.mutate(password)
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <FormFault error={reset.error} />
      <PasswordField label="New password" kind="new" value={password} onChange={setPassword} />
      <Button variant="primary" size="lg" type="submit" busy={reset.isPending} className="self-start">
        Save password
      </Button>
    </form>
  )
}
