using NanoBatch.Protocol;

namespace NanoBatch.Esp32
{
    /// <summary>What the boards of one firmware target have where: default pins, pins that must not be driven, inputs of ADC1.</summary>
    /// <remarks>Read off the chips' data sheets and nanoFramework's device tables; docs/HARDWARE.md holds the same table for people.</remarks>
    internal sealed class TargetPins
    {
        private const int None = ProfileRecord.NoPin;

        // On boards with PSRAM, and on the PICO package, GPIO 16 and 17 carry memory. 26 and 27 are ADC2 inputs, which Wi-Fi takes anyway.
        // The LED is only named where most boards of the target have a plain one: an addressable one needs more than a level.
        private static readonly TargetPins[] s_known = new TargetPins[]
        {
            //                   target           RX    TX    LED   ADC1 last  flash   inputs only
            new TargetPins("ESP32_PSRAM",          26,   27,    2,    8,   39,  6, 11,  34),
            new TargetPins("ESP_WROVER",           26,   27,    2,    8,   39,  6, 11,  34),
            new TargetPins("ESP32_OLIMEX_WROVER",  26,   27, None,    8,   39,  6, 11,  34),
            new TargetPins("ESP32_PICO",           26,   27, None,    8,   39,  6, 11,  34),
            new TargetPins("ESP32_S3",             18,   17, None,   10,   48, 26, 32,  49),
            new TargetPins("ESP32_S2",             18,   17, None,   10,   46, 26, 32,  46),
            new TargetPins("ESP32_C3",              6,    7, None,    5,   21, 12, 17,  22),
            new TargetPins("ESP32_C6",             18,   19, None,    7,   30, 24, 30,  31),
            new TargetPins("ESP32_REV",            16,   17,    2,    8,   39,  6, 11,  34),
            new TargetPins("ESP32_BLE_REV",        16,   17,    2,    8,   39,  6, 11,  34),
        };

        /// <summary>Boards that the table does not know: their profile names every pin; the ADC's inputs are the classic ESP32's.</summary>
        private static readonly TargetPins s_unknown = new TargetPins("", None, None, None, 8, 48, 6, 11, 49);

        private readonly string _target;
        private readonly int _lastPin;
        private readonly int _firstFlashPin;
        private readonly int _lastFlashPin;
        private readonly int _firstInputOnly;

        private TargetPins(string target, int serialRx, int serialTx, int led, int adc1Inputs, int lastPin, int firstFlashPin, int lastFlashPin, int firstInputOnly)
        {
            _target = target;
            SerialRx = serialRx;
            SerialTx = serialTx;
            Led = led;
            Adc1Inputs = adc1Inputs;
            _lastPin = lastPin;
            _firstFlashPin = firstFlashPin;
            _lastFlashPin = lastFlashPin;
            _firstInputOnly = firstInputOnly;
        }

        /// <summary>Receives on COM2 and COM3; <see cref="ProfileRecord.NoPin"/> where the profile has to say.</summary>
        public int SerialRx { get; }

        /// <summary>Sends on COM2 and COM3; <see cref="ProfileRecord.NoPin"/> where the profile has to say.</summary>
        public int SerialTx { get; }

        /// <summary>Status LED, or <see cref="ProfileRecord.NoPin"/>.</summary>
        public int Led { get; }

        /// <summary>Inputs 0.. of ADC1. Those behind belong to ADC2, which fails while Wi-Fi is on, or are no pins at all.</summary>
        public int Adc1Inputs { get; }

        /// <summary>The row whose name a target's begins with.</summary>
        /// <param name="target">Firmware image name, such as <c>ESP32_REV3</c>.</param>
        public static TargetPins Of(string target)
        {
            for (int i = 0; i < s_known.Length; i++)
            {
                if (target.StartsWith(s_known[i]._target))
                {
                    return s_known[i];
                }
            }

            return s_unknown;
        }

        /// <summary>True for a pin that can be an output without cutting the chip off its flash.</summary>
        public bool CanDrive(int pin) => Exists(pin) && pin < _firstInputOnly;

        /// <summary>True for a pin that can be a digital input.</summary>
        public bool CanRead(int pin) => Exists(pin);

        private bool Exists(int pin) => pin >= 0 && pin <= _lastPin && (pin < _firstFlashPin || pin > _lastFlashPin);
    }
}
