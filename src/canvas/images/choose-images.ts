import { IMAGE_TYPES } from '#shared/contract/image-types.ts'

/** Lets one choose files of the kinds that are taken; none when one thinks better of it. */
export function chooseImages(isMany: boolean): Promise<readonly File[]> {
  const input = document.createElement('input')
  Object.assign(input, { type: 'file', accept: IMAGE_TYPES.join(','), multiple: isMany })
  input.dataset['testid'] = 'image-files'
  input.hidden = true
  // In the page, so that what drives a browser finds it too.
  document.body.append(input)
  return new Promise((resolve) => {
    const end = (files: readonly File[]): void => {
      input.remove()
      resolve(files)
    }
    input.addEventListener('change', () => end([...(input.files ?? [])]))
    input.addEventListener('cancel', () => end([]))
    input.click()
  })
}
