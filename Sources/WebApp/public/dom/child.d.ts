/** What may stand in an element; lists are flattened. A file of its own because JSDoc cannot say a type that contains itself. */
export type Child = Node | string | number | null | undefined | false | readonly Child[]
