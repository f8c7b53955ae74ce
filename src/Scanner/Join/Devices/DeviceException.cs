namespace Scanner.Join.Devices;

/// <summary>
/// A device does not do its work: it is lost, or out of memory, or refuses a kernel. The message says which, and what
/// the driver said, as the end of a sentence that begins with the device's name.
/// </summary>
public sealed class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
