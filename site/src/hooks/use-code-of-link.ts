import { useEffect, useState } from "preact/hooks";

/**
 * The code of the link in a mail. It stands behind the "#", so no server log
 * sees it; once read it leaves the address, so that the history does not keep it.
 */
export function useCodeOfLink(): string {
  const [code, setCode] = useState(readCode);
  useEffect(() => {
    const take = () => {
      const another = readCode();
      if (another === "") return;
      history.replaceState(null, "", location.pathname);
      setCode(another);
    };
    take();
    // Another link opened in the same tab changes nothing but this.
    addEventListener("hashchange", take);
    return () => removeEventListener("hashchange", take);
  }, []);
  return code;
}

function readCode(): string {
  return new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
}
