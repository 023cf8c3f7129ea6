import { PASSWORD_MIN_LENGTH } from '#shared/contract/rest/password-length.ts'
import { TextField } from '#src/ui/TextField.tsx'

interface PasswordFieldProps {
  readonly label: string
  /** `new`: one that is chosen now, with its rule below it. */
  readonly kind: 'new' | 'current'
  readonly value: string
  readonly onChange: (password: string) => void
}

/** A password, so that the browser's own keeper of passwords can help. */
export const PasswordField = ({ label, kind, value, onChange }: PasswordFieldProps) => (
  <TextField
    label={label}
    type="password"
    autoComplete={kind === 'new' ? 'new-password' : 'current-password'}
    required
    minLength={kind === 'new' ? PASSWORD_MIN_LENGTH : undefined}
    hint={kind === 'new' ? `${PASSWORD_MIN_LENGTH} characters or more. Several words are easy to remember.` : undefined}
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
)
