const PNG_SIDE_PX = 1024

/** Hands a drawing to the browser as a file. */
export async function downloadPicture(svg: string, name: string, type: 'svg' | 'png'): Promise<void> {
  const drawing = new Blob([svg], { type: 'image/svg+xml' })
  const file = type === 'svg' ? drawing : await pngOf(drawing)
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = `${name.replace(/[\\/:*?"<>|]+/g, ' ').trim()}.${type}`
  link.click()
  // Once the browser has begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}

async function pngOf(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = PNG_SIDE_PX
    canvas.height = PNG_SIDE_PX
    canvas.getContext('2d')?.drawImage(image, 0, 0, PNG_SIDE_PX, PNG_SIDE_PX)
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (png) => (png === null ? reject(new Error('the browser drew no picture')) : resolve(png)),
        'image/png',
      )
    })
  } finally {
    URL.revokeObjectURL(url)
  }
}
