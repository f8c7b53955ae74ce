namespace Scanner.Cli.Demo;

/// <summary>The words of the demo log: things of a topic, what one does with them, and what is said.</summary>
internal static class DemoWords
{
    /// <summary>Fields of life: things, then doings.</summary>
    public static readonly (string[] Things, string[] Doings)[] Topics =
    [
        (["sourdough starter", "lentil soup", "cast-iron pan", "rice cooker", "plum jam", "pie crust", "chilli oil",
          "oat milk"],
            ["keep it from burning", "store it for a month", "halve the amount", "replace the butter",
             "season it properly"]),
        (["tomato seedlings", "compost heap", "lavender hedge", "greenhouse", "raised bed", "apple tree", "drip hose",
          "clay soil"],
            ["water it in August", "keep the slugs away", "prune it before winter", "prepare it for spring"]),
        (["night train", "rail pass", "hostel booking", "travel insurance", "mountain hut", "ferry timetable",
          "carry-on bag"],
            ["plan three days", "save money", "travel with two children", "change the date without a fee"]),
        (["index fund", "mortgage offer", "tax return", "pension statement", "savings plan", "invoice",
          "budget spreadsheet"],
            ["compare two offers", "find the hidden fees", "pay it off earlier", "explain it to my parents"]),
        (["hash map", "race condition", "build script", "regular expression", "parser", "linked list", "cache",
          "unit test"],
            ["make it faster", "find the bug", "rename things safely", "write it without recursion",
             "log it usefully"]),
        (["string quartet", "drum loop", "guitar tuning", "choir piece", "synth patch", "bass line", "key change"],
            ["practise it slowly", "write a second part", "record it at home", "transpose it for clarinet"]),
        (["half marathon", "swimming lesson", "chess opening", "climbing wall", "football drill", "yoga class",
          "bike saddle"],
            ["train for it in ten weeks", "avoid the usual injuries", "teach it to beginners", "warm up properly"]),
        (["roman aqueduct", "silk road", "printing press", "steam engine", "plague year", "city charter",
          "trade guild"],
            ["sort causes from effects", "find primary sources", "summarise the debate", "date it roughly"]),
        (["pendulum", "superconductor", "prism", "heat pump", "tidal force", "magnetic field", "sound wave",
          "neutron star"],
            ["derive the formula", "build a small experiment", "explain it without equations", "estimate its size"]),
        (["rental contract", "noise complaint", "warranty claim", "parking fine", "power of attorney", "deposit"],
            ["answer the letter politely", "know my rights", "meet the deadline", "ask for a reduction"]),
        (["old cat", "sheepdog puppy", "aquarium", "parrot", "hamster cage", "stable", "beehive"],
            ["change its food", "take it on a long trip", "calm it in a thunderstorm", "clean it without harm"]),
        (["clutch", "winter tyres", "diesel engine", "brake disc", "car battery", "roof box", "cargo bike"],
            ["repair it myself", "judge a used one", "make it last longer", "understand the noise"]),
        (["newsletter", "landing page", "product name", "trade fair", "customer survey", "price list", "slogan"],
            ["reach older readers", "shorten it by half", "test two versions", "make it less pushy"]),
        (["attic", "parquet floor", "leaking tap", "plaster wall", "wood stove", "bathroom tiles", "stair railing"],
            ["renovate it cheaply", "insulate it", "do it without dust", "find the right tradesman"]),
        (["short story", "haiku", "eulogy", "wedding speech", "villain", "limerick", "crime novel", "diary entry"],
            ["give it a better ending", "make it funnier", "cut the clichés", "find a title"]),
        (["vector space", "prime number", "normal distribution", "graph colouring", "continued fraction",
          "group action"],
            ["prove the basic lemma", "draw a picture", "find a counterexample", "solve a first exercise"]),
    ];

    /// <summary>How people begin; {0} is a thing, {1} a doing.</summary>
    public static readonly string[] Openers =
    [
        "About my {0}: how do I {1}?", "I inherited a {0} and want to {1}.",
        "What should somebody know about a {0} before they {1}?",
        "My neighbour says a {0} makes it impossible to {1}; true?", "Help me {1}, it is about a {0}.",
        "Short question on the {0}, since I have to {1} by Friday.", "Compare two ways to {1} with a {0}.",
        "We argued at dinner whether one can {1} when the {0} is old.",
        "List five mistakes people make with a {0} when they {1}.",
        "Draft a note to a friend on how to {1}, with the {0} as the example.",
        "For a talk I need three facts on the {0}.",
        "Why would anybody {1} if the {0} works?", "Turn what you know of the {0} into a checklist so I can {1}.",
        "Is there a cheap way to {1}? The {0} cost enough.", "Teach me the {0} from zero, I only ever managed to {1}.",
        "Yesterday the {0} surprised me. Could I {1} all the same?",
    ];

    /// <summary>What people add; {0} is another thing, {1} a number.</summary>
    public static readonly string[] Details =
    [
        "I have about {1} euros left for it.", "There is also a {0} involved, which complicates things.",
        "It took {1} minutes last time.",
        "My sister tried it with a {0} and gave up.", "The manual mentions page {1}, which I lost.",
        "Keep it under {1} words.",
        "Last winter the {0} broke twice.", "I live on the {1}th floor, if that matters.",
        "The shop sold me a {0} instead.",
        "It must be ready before the {1}th.", "People online swear by a {0}, I doubt it.",
        "Give me a table with {1} rows.",
        "I am allergic to jargon.", "Use plain words, my grandfather will read it.",
        "A colleague called the {0} overrated.",
        "We are {1} people and one dog.", "Nothing fancy, please.", "The second photo shows the {0}.",
        "Assume that I know nothing about a {0}.", "Only the {0} should stay as it is.",
    ];

    /// <summary>First names, for word problems and letters.</summary>
    public static readonly string[] Names =
        ["Ada", "Bram", "Chidi", "Dora", "Emre", "Femi", "Greta", "Hugo", "Ines", "Jun", "Kofi", "Lena", "Mira",
         "Noor", "Otto", "Pia"];
}
