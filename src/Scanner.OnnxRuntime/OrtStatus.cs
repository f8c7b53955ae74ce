namespace Microsoft.ML.OnnxRuntime;

/// <summary>What the C API's functions return: null, or an error that is thrown here as an exception.</summary>
internal static class OrtStatus
{
    /// <exception cref="OnnxRuntimeException">The status holds an error.</exception>
    public static unsafe void Check(nint status)
    {
        if (status == 0)
            return;
        var code = (ErrorCode)OrtApi.GetErrorCode(status);
        var message = Utf8.Read(OrtApi.GetErrorMessage(status));
        OrtApi.Release(Released.Status, status);
        throw new OnnxRuntimeException(code, message);
    }
}
