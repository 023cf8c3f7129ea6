import type { ComponentType } from 'react'

/** The bar of the pages, once its code is here: it comes with the first page that has it, and must not come with an open journey. */
export const pageHeader: { Header: ComponentType | null } = { Header: null }
