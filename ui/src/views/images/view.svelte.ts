/** What the images list is narrowed to. It outlives the page, so that coming back shows the same list. */
class View {
  search = $state('');
}

export const view = new View();
