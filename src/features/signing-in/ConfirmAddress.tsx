import { useConfirmAddress } from '#src/api/account-queries.ts'
import { Button } from '#src/ui/Button.tsx'
import { FormFault } from './FormFault.tsx'

interface ConfirmAddressProps {
  readonly token: string
  readonly onDone: () => void
}

/** A click, because mail programs open links by themselves. */
export function ConfirmAddress({ token, onDone }: ConfirmAddressProps) {
  const confirm = useConfirmAddress(token, onDone)
  return (
    <div className="flex flex-col items-start gap-4">
      <FormFault error={confirm.error} />
      <Button variant="primary" size="lg" busy={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
        Yes, it is mine
      </Button>
    </div>
  )
}
