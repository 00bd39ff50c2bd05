/** Whether the service tells this page of changes by itself; until it does, pages ask again and again. */
let told = false;

export const isTold = (): boolean => told;
export const setTold = (is: boolean): void => {
  told = is;
};
