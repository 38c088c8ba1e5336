import { useWording } from "../use-wording";
import { useRegistrationLabels } from "./use-texts";

/** The form of a registration in the reader's words. */
export const useRegistrationWording = () => useWording(useRegistrationLabels());
