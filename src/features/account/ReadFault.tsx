import { wordsOf } from '#src/api/api-error.ts'

/** A list that could not be read. */
export const ReadFault = ({ error, again }: { readonly error: Error; readonly again: () => void }) => (
  <p role="alert" className="rounded-lg bg-danger-soft px-4 py-3 text-sm text-danger">
    {wordsOf(error)}{' '}
    <button type="button" className="font-medium underline" onClick={again}>
      Try again
    </button>
  </p>
)
