package exchange

// The limits of a folder. They are many times what the largest system needs, and keep reading within a few hundred
// megabytes of memory and a few seconds whatever the files hold. The first three are checked on the list of files,
// before any is opened.
const (
	MaxFiles      = 2_000    // YAML files in a folder
	MaxFolderSize = 64 << 20 // bytes of all YAML files together
	MaxFileSize   = 8 << 20  // bytes of one file
	MaxItems      = 20_000   // goals, initiatives, objectives, constraints, non-priorities and claims of a folder
	MaxTitle      = 300      // characters of a title, a name and anything else of one line
	MaxText       = 20_000   // characters of a description and any other text
)
