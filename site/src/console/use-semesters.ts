import { api, reply } from "../api/client";
import { useLoaded } from "../hooks/use-loaded";

/** All semesters with their windows, the latest first. */
export const useSemesters = () => useLoaded(() => reply(api.GET("/api/staff/semesters")), []);
