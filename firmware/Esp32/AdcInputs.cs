using System;
using System.Device.Adc;
using NanoBatch.Runtime;

namespace NanoBatch.Esp32
{
    /// <summary>Inputs of ADC1, in the order of the channel table. What cannot be opened or read is a gap, never a zero; the runtime counts gaps.</summary>
    internal sealed class AdcInputs : IAdc
    {
        private const int CountsMax = 4095;

        /// <summary>Of each channel; null where it could not be opened.</summary>
        private readonly AdcChannel[] _inputs;

        /// <param name="channels">Names the inputs.</param>
        /// <param name="pins">Knows how many of them ADC1 has; the others are not opened, for Wi-Fi takes ADC2.</param>
        public AdcInputs(ChannelTable channels, TargetPins pins)
        {
            _inputs = new AdcChannel[channels.Count];
            AdcController controller = new AdcController();
            for (int i = 0; i < _inputs.Length; i++)
            {
                int input = channels.Channels[i].AdcInput;
                _inputs[i] = input >= 0 && input < pins.Adc1Inputs ? Open(controller, input) : null;
            }
        }

        public int Read(int channel)
        {
            AdcChannel input = _inputs[channel];
            if (input == null)
            {
                return Ring.Gap;
            }

            try
            {
                // The driver of the classic ESP32 answers -1 for a failed conversion, where the others throw.
                int counts = input.ReadValue();
                return (uint)counts <= CountsMax ? counts : Ring.Gap;
            }
            catch (Exception)
            {
                // The runtime counts every gap that a reading gives.
                return Ring.Gap;
            }
        }

        private static AdcChannel Open(AdcController controller, int input)
        {
            try
            {
                return controller.OpenChannel(input);
            }
            catch (Exception failure)
            {
                Console.WriteLine("ADC1 input " + input.ToString() + ": " + failure.Message);
                return null;
            }
        }
    }
}
