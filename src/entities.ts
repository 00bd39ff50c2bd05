/** Every entity of the features, for the one data source; the platform adds its own. */
export const entities: (new () => object)[] = [];
