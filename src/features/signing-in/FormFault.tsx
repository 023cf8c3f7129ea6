import { wordsOf } from '#src/api/api-error.ts'

/** What went wrong with the whole form; read out when it appears. */
export const FormFault = ({ error }: { readonly error: Error | null }) =>
  error !== null && (
    <p role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-sm text-danger">
      {wordsOf(error)}
    </p>
  )
