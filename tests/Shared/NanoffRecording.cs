using System;
using System.Linq;

namespace NanoBatch.Tests;

/// <summary>What nanoff 2.5 prints in this situation and that, in its form: exit code in the first line.</summary>
internal static class NanoffRecording
{
    private const string Head = ".NET nanoFramework Firmware Flasher v2.5.162+baccab8f2c\nCopyright (C) 2019 .NET Foundation and nanoFramework project contributors\n\n";

    // At minimal verbosity a number is all that an error has.
    public const string Updated = "0\n" + Head + "\n\n";
    public const string ChipSilent = "160\n" + Head
        + "\nCan't connect to ESP32 bootloader. Try to put the board in bootloader manually.\n"
        + "For troubleshooting steps visit: https://docs.espressif.com/projects/esptool/\n\nE4000\n";
    public const string ChipSilentNumberOnly = "160\n" + Head + "E4000\n";
    public const string OldToolAsksForButton = "160\n" + Head + "*** Hold down the BOOT/FLASH button in ESP32 board ***\nE4000\n";
    public const string PortBusy = "112\n" + Head + "E6000\n";
    public const string PortTaken = "114\n" + Head + "E6002\n";
    public const string PortMissing = "165\n" + Head + "E4005\n";
    public const string PortDenied = "160\n" + Head
        + "Error E4000: Error executing ESP32 serial command. (Unable to open serial port /dev/ttyUSB0: Access to the port '/dev/ttyUSB0' is denied.)\n";
    public const string NoSuchTarget = "45\n" + Head
        + "\n*************************** ERROR **************************\nCouldn't find this target in our Cloudsmith repositories!\n"
        + "To list the available targets use this option --listtargets.\n************************************************************\n\nE9005\n";
    public const string NoDownload = "47\n" + Head + "Failure to download package and couldn't find one in the cache.\nE9007\n";
    public const string OptionUnknown = "40\n" + "nanoff 1.9.2\nCopyright (C) 2019 .NET Foundation and nanoFramework project contributors\n\nERROR(S):\n"
        + "  Option 'suppressnanoffversioncheck' is unknown.\n\n  --listdfu    (Default: false) List connected DFU devices.\n";
    public const string NoRuntime = "150\nYou must install or update .NET to run this application.\n\nApp: nanoff\nFramework: 'Microsoft.NETCore.App', version '8.0.0' (x64)\n";

    public const string Deployed = "0\n" + Head + "Getting details from nano device...OK\nDeploying managed application...OK\nRebooting...OK\n";
    public const string DeployFailed = "210\n" + Head
        + "Getting details from nano device...OK\nDeploying managed application...FAILED!\nError E2002: Error executing operation with nano device.\n";
    public const string DeployFailedWithZero = "0\n" + Head + "Getting details from nano device...OK\nDeploying managed application...FAILED!\n";
    public const string BoardSilent = "209\n" + Head
        + "Getting details from nano device...Error E2001: Error occurred with listing nano devices. (Couldn't connect to specified nano device.)\n";
    public const string BoardNameless = "210\n" + Head
        + "Getting details from nano device...Error E2002: Error executing operation with nano device. (Missing details from  to perform deployment operation.)\n";

    /// <summary>The details of a board that runs these assemblies.</summary>
    /// <param name="assemblies">Name and version with a blank between.</param>
    public static string Details(params string[] assemblies) => "0\n" + Head
        + "\nHAL build info: nanoCLR running @ ESP32_REV3 built with ESP-IDF 5.5.1\n  Target:   ESP32_REV3\n  Platform: ESP32\n\n"
        + "Firmware build Info:\n  Date:        Jul 20 2026\n  Type:        MinSizeRel build, chip rev. >= 3\n  CLR Version: 1.17.0.215\n  Compiler:    GNU GCC v14.2.0\n\n"
        + "OEM Product codes (vendor, model, SKU): 0, 0, 0\n\nSerial Numbers (module, system):\n  00000000000000000000000000000000\n  0000000000000000\n\n"
        + "Target capabilities:\n  Has nanoBooter: NO\n  IFU capable: NO\n  Has proprietary bootloader: YES\n\nAppDomains:\n  default, id=1\n\n"
        + "Assemblies:\n" + string.Concat(assemblies.Select(assembly => $"  {assembly.Replace(" ", ", ", StringComparison.Ordinal)}\n"))
        + "\nNative Assemblies:\n  mscorlib v100.5.0.26, checksum 0x1549C856\n  System.Math v100.0.5.5, checksum 0x9F9E2A7E\n\n";
}
