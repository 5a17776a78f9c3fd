package window

import (
	"encoding/json"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"custody/ui/words"
)

// toolkitTexts are the few texts that the toolkit itself puts on the screen, in the menu of a
// field, by the name it knows them by.
var toolkitTexts = map[string]string{
	"Cut": "shell.menu.cut", "Copy": "shell.menu.copy", "Paste": "shell.menu.paste",
	"Select all": "shell.menu.all", "Undo": "shell.menu.undo", "Redo": "shell.menu.redo",
}

// speakToolkit makes the toolkit speak the program's language. It goes by the system's and knows
// no other way: so its texts are replaced in the languages that it may take for the system's.
func speakToolkit() {
	texts := make(map[string]string, len(toolkitTexts))
	for name, key := range toolkitTexts {
		texts[name] = words.T(key)
	}
	data, err := json.Marshal(texts)
	if err != nil {
		logError(err)
		return
	}
	for _, language := range []string{"en", "zh-Hans", lang.SystemLocale().LanguageString()} {
		logError(lang.AddTranslations(fyne.NewStaticResource(language+".json", data)))
	}
}
