namespace Microsoft.ML.OnnxRuntime;

/// <summary>How much the library writes to stderr.</summary>
public enum OrtLoggingLevel
{
    /// <summary>Everything.</summary>
    ORT_LOGGING_LEVEL_VERBOSE = 0,

    /// <summary>What it does.</summary>
    ORT_LOGGING_LEVEL_INFO = 1,

    /// <summary>What may be wrong. The default.</summary>
    ORT_LOGGING_LEVEL_WARNING = 2,

    /// <summary>What went wrong.</summary>
    ORT_LOGGING_LEVEL_ERROR = 3,

    /// <summary>What ended the process.</summary>
    ORT_LOGGING_LEVEL_FATAL = 4,
}
