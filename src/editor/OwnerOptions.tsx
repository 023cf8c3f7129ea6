import { useOwnerNames } from './owner-names.ts'

/** Suggests owners to the field whose `list` this is; any other name may be typed as well. */
export const OwnerOptions = ({ id }: { readonly id: string }) => (
  <datalist id={id}>
    {useOwnerNames().map(({ name, isHere, isMember }) => (
      <option key={name} value={name}>
        {isHere ? 'Here now' : isMember ? 'Member' : ''}
      </option>
    ))}
  </datalist>
)
