import { useWording } from "../use-wording";
import { useApplicationLabels } from "./use-texts";

/** The application's form in the reader's words. */
export const useApplicationWording = () => useWording(useApplicationLabels());
