import { chooseTheme, chosenTheme } from "./theme.ts";

chooseTheme(chosenTheme());
