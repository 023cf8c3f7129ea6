/** Tells an outcome in a corner: `toast('Link copied')`, `toast.error(words)`. Errors that belong to a field stay at the field. */
export { toast } from 'sonner'
