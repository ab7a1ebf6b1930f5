import type { FieldName } from './spot';

/** What is wrong at a field, in the reader's words; nothing where all is well or nobody has finished typing. */
export type Fault = (field: FieldName, index?: number) => string | undefined;
